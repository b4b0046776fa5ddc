/**
 * Entra's exported provisioning schema (Microsoft Graph, synchronizationSchema resource type) as
 * mappings and scoping filters of ours: what is read of the JSON, the texts made of it, and what
 * has no equal here.
 */
@NullMarked
package org.entrazscaler.mapping.schema;

import org.jspecify.annotations.NullMarked;
