/**
 * Decides what the target needs: compares what Entra says of an object with what is known of the
 * target and answers with a change, as data. Pure: no request is sent and nothing is stored here.
 */
@NullMarked
package org.entrazscaler.plan;

import org.jspecify.annotations.NullMarked;
