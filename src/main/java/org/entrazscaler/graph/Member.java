package org.entrazscaler.graph;

/**
 * One direct member of a group.
 *
 * @param id the member's object id, opaque
 * @param odataType the member's type such as {@code #microsoft.graph.user}; empty if Graph did not
 *     return it
 */
public record Member(String id, String odataType) {}
