/**
 * The steps that read Entra: the calls to Graph, their failures, and the rounds of delta queries.
 */
@NullMarked
package org.entrazscaler.entra;

import org.jspecify.annotations.NullMarked;
