/**
 * Provisioning of users and groups from Microsoft Entra ID to Zscaler with routes of Apache Camel.
 * This package contains only the main class. Each feature has its own package; {@code
 * docs/architecture.md} says which package may use which, and a test checks it.
 */
@NullMarked
package org.entrazscaler;

import org.jspecify.annotations.NullMarked;
