/**
 * Import of Entra's exported provisioning schema (Microsoft Graph, synchronizationSchema resource
 * type): reads the JSON, writes mappings and scoping filters, and names what has no equivalent.
 */
@NullMarked
package org.entrazscaler.mapping.schema;

import org.jspecify.annotations.NullMarked;
