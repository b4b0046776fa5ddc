/**
 * Provisioning of users and groups from Microsoft Entra ID into Zscaler by Apache Camel's routes.
 * Here is only where the process begins; each feature has a package of its own below, and which of
 * them may use which is told in {@code docs/architecture.md} and kept by a test.
 */
@NullMarked
package org.entrazscaler;

import org.jspecify.annotations.NullMarked;
