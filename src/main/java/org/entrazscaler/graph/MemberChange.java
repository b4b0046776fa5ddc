package org.entrazscaler.graph;

/**
 * One entry of {@code members@delta}.
 *
 * @param id the member's object id, opaque
 * @param odataType the member's type such as {@code #microsoft.graph.user}; empty if Graph did not
 *     return it
 * @param removed whether the member was removed; if false, the object is a member
 */
public record MemberChange(String id, String odataType, boolean removed) {}
