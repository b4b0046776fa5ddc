package org.entrazscaler.settings;

/**
 * The configured value of a setting.
 *
 * @param text the value, unchanged
 * @param origin where it is set, for messages
 */
record ConfiguredValue(String text, String origin) {}
