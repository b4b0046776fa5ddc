package org.entrazscaler.graph;

/**
 * One direct member of a group.
 *
 * @param id the member's object id, opaque
 * @param odataType the member's kind such as {@code #microsoft.graph.user}, empty when Graph did
 *     not say
 */
public record Member(String id, String odataType) {}
