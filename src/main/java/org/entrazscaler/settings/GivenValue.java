package org.entrazscaler.settings;

/**
 * A value as somebody gave it.
 *
 * @param text the value, untouched
 * @param origin where it was given, for messages
 */
record GivenValue(String text, String origin) {}
