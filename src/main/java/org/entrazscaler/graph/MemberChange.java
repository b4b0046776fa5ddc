package org.entrazscaler.graph;

/**
 * One entry of {@code members@delta}.
 *
 * @param id the member's object id, opaque
 * @param odataType the member's kind such as {@code #microsoft.graph.user}, empty when Graph did
 *     not say
 * @param removed whether the membership ended; otherwise it exists
 */
public record MemberChange(String id, String odataType, boolean removed) {}
