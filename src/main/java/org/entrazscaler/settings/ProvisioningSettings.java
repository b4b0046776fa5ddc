package org.entrazscaler.settings;

import java.text.ParseException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;
import org.quartz.CronScheduleBuilder;
import org.quartz.TriggerBuilder;

/**
 * What is provisioned, and when, and the safeguards: {@code provisioning.*}.
 *
 * @param status Provisioning Status: whether cycles run
 * @param scope which users and groups are in scope
 * @param users whether the mapping of users is on
 * @param groups whether the mapping of groups is on; if it is off, members of assigned groups are
 *     still in scope
 * @param userActions the allowed actions on users
 * @param groupActions the allowed actions on groups
 * @param schedule Quartz cron expression of the cycles
 * @param reconcileSchedule Quartz cron expression of the reconciliations; null: none is scheduled
 * @param reconcile what a scheduled reconciliation does with a difference
 * @param nestedGroups whether members of groups in groups count
 * @param deprovision what happens to a user that leaves the scope
 * @param deprovisionGroups what happens to a group that leaves the scope
 * @param accidentalDeletionThreshold the number of users and groups disabled, deleted or emptied in
 *     one cycle above which all removals are held; 0: no such limit
 * @param accidentalDeletionShare the same in percent, 0 to 100; 0: no such limit
 * @param logRetention how long the provisioning log is kept
 */
public record ProvisioningSettings(
    boolean status,
    Scope scope,
    boolean users,
    boolean groups,
    Set<Action> userActions,
    Set<Action> groupActions,
    String schedule,
    @Nullable String reconcileSchedule,
    Reconcile reconcile,
    NestedGroups nestedGroups,
    Deprovision deprovision,
    DeprovisionGroups deprovisionGroups,
    int accidentalDeletionThreshold,
    int accidentalDeletionShare,
    Duration logRetention) {

  /** Which users and groups are in scope, before the scoping filters. */
  public enum Scope {
    /** Those that are assigned to the enterprise application. */
    ASSIGNED,
    /** The whole tenant. */
    ALL
  }

  /** The actions on an object in Zscaler. */
  public enum Action {
    /** Creation. */
    CREATE,
    /** A change of attributes or members; includes disabling and emptying, as in Entra. */
    UPDATE,
    /** Deletion; on ZPA includes disabling. */
    DELETE
  }

  /** What a scheduled reconciliation does with a difference. */
  public enum Reconcile {
    /** Reports it. */
    REPORT,
    /** Repairs it. */
    FIX
  }

  /** Whether members of groups in groups count. */
  public enum NestedGroups {
    /** Only direct members count, as in Entra. */
    IGNORE,
    /** Members of member groups count too. */
    EXPAND
  }

  /** What happens to a user that leaves the scope. */
  public enum Deprovision {
    /** {@code active} becomes false. */
    DISABLE,
    /** The account is deleted. */
    DELETE,
    /** Nothing; only a user that is blocked or deleted counts as soft-deleted. */
    KEEP
  }

  /** What happens to a group that leaves the scope. */
  public enum DeprovisionGroups {
    /** The managed members are removed; the group and its policies stay. */
    EMPTY,
    /** The group is deleted. */
    DELETE,
    /** Nothing. */
    KEEP
  }

  private static final String OFF = "off";

  /**
   * The same settings with provisioning on.
   *
   * @return a copy
   */
  public ProvisioningSettings on() {
    return new ProvisioningSettings(
        true,
        scope,
        users,
        groups,
        userActions,
        groupActions,
        schedule,
        reconcileSchedule,
        reconcile,
        nestedGroups,
        deprovision,
        deprovisionGroups,
        accidentalDeletionThreshold,
        accidentalDeletionShare,
        logRetention);
  }

  static ProvisioningSettings read(ValueReader values) {
    return new ProvisioningSettings(
        values.onOff("provisioning.status"),
        values.oneOf("provisioning.scope", Scope.class),
        values.onOff("provisioning.users"),
        values.onOff("provisioning.groups"),
        values.anyOf("provisioning.user-actions", Action.class),
        values.anyOf("provisioning.group-actions", Action.class),
        schedule(values, "provisioning.schedule"),
        reconcileSchedule(values),
        values.oneOf("provisioning.reconcile", Reconcile.class),
        values.oneOf("provisioning.nested-groups", NestedGroups.class),
        values.oneOf("provisioning.deprovision", Deprovision.class),
        values.oneOf("provisioning.deprovision-groups", DeprovisionGroups.class),
        values.wholeNumberOrDefault(
            "provisioning.accidental-deletion-threshold", 0, Integer.MAX_VALUE),
        values.wholeNumberOrDefault("provisioning.accidental-deletion-share", 0, 100),
        values.duration("provisioning.log-retention"));
  }

  private static @Nullable String reconcileSchedule(ValueReader values) {
    String key = "provisioning.reconcile-schedule";
    String schedule = values.textOrDefault(key).equalsIgnoreCase(OFF) ? OFF : schedule(values, key);
    return schedule.equals(OFF) ? null : schedule;
  }

  private static String schedule(ValueReader values, String key) {
    String text = values.textOrDefault(key);
    if (text.equals(values.defaultOf(key))) {
      // Loading Quartz takes a tenth of the time of a command that needs no schedule.
      return text;
    }
    try {
      if (hasNextTime(new CronExpression(text))) {
        return text;
      }
      values.reject(key, "expected a time in the future: check day, month and year");
    } catch (ParseException e) {
      values.reject(key, error(text, String.valueOf(e.getMessage())));
    }
    return values.defaultOf(key);
  }

  /** Quartz accepts no schedule without a future time, such as one in a past year. */
  private static boolean hasNextTime(CronExpression schedule) {
    return TriggerBuilder.newTrigger()
            .withSchedule(CronScheduleBuilder.cronSchedule(schedule))
            .build()
            .getFireTimeAfter(null)
        != null;
  }

  private static String error(String text, String reason) {
    String expected =
        "expected a Quartz cron expression (second minute hour day-of-month month day-of-week),"
            + " such as \"0 0/5 * * * ?\" for every 5 minutes";
    String[] fields = text.split("\\s+");
    if (fields.length != 5) {
      return expected + ": " + reason;
    }
    String hint = "; this has the five fields of Unix cron: add the second before them";
    // Quartz numbers weekdays from Sunday = 1, Unix from Sunday = 0, so only * can be converted.
    return fields[4].equals("*")
        ? expected
            + hint
            + ", \"0 "
            + String.join(" ", fields[0], fields[1], fields[2], fields[3])
            + " ?\""
        : expected + hint + " and a ? for day-of-month, and write weekdays by name (MON-FRI)";
  }
}
