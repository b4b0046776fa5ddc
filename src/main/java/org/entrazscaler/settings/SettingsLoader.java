package org.entrazscaler.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.entrazscaler.language.NearestName;
import org.entrazscaler.text.NotUtf8Exception;
import org.entrazscaler.text.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Loads the settings. An environment variable overrides the {@code --config} file, which overrides
 * {@code application.properties}, which overrides the default. A blank value counts as not set, and
 * hides the values that it overrides.
 */
public final class SettingsLoader {

  /** The properties file of the working directory. */
  public static final String APPLICATION_PROPERTIES = "application.properties";

  private final Path workingDirectory;
  private final List<SettingsProblem> problems = new ArrayList<>();

  private SettingsLoader(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  /**
   * Loads and checks the settings.
   *
   * @param workingDirectory the directory of {@code application.properties} and of relative paths
   * @param config a second properties file, which must exist; null for none
   * @param environment the environment variables
   * @return valid settings; those for the connections may be missing, see {@link
   *     Settings#requireConnections()}
   * @throws SettingsException with all errors
   */
  public static Settings load(
      Path workingDirectory, @Nullable Path config, Map<String, String> environment) {
    LoadedSettings loaded = check(workingDirectory, config, environment);
    if (!loaded.problems().isEmpty()) {
      throw new SettingsException(loaded.problems());
    }
    return loaded.settings();
  }

  /**
   * Loads the valid settings, for a report that also covers other files.
   *
   * @param workingDirectory as with {@link #load}
   * @param config as with {@link #load}
   * @param environment as with {@link #load}
   * @return the settings and their errors
   */
  public static LoadedSettings check(
      Path workingDirectory, @Nullable Path config, Map<String, String> environment) {
    SettingsLoader loader = new SettingsLoader(workingDirectory);
    Settings settings = loader.read(config, environment);
    return new LoadedSettings(settings, loader.problems);
  }

  private Settings read(@Nullable Path config, Map<String, String> environment) {
    List<Map<String, ConfiguredValue>> files = new ArrayList<>();
    if (config != null) {
      files.add(PropertiesFile.read(workingDirectory.resolve(config), config.toString(), problems));
    }
    Path application = workingDirectory.resolve(APPLICATION_PROPERTIES);
    if (Files.exists(application)) {
      files.add(PropertiesFile.read(application, APPLICATION_PROPERTIES, problems));
    }
    List<Map<String, ConfiguredValue>> sources = new ArrayList<>();
    sources.add(ofEnvironment(environment));
    sources.addAll(files);
    sources.forEach(this::readSecretFiles);
    files.forEach(this::refuseUnknownKeys);

    ValueReader values = new ValueReader(workingDirectory, sources, problems);
    NotificationSettings notification = NotificationSettings.read(values);
    return new Settings(
        EntraSettings.read(values),
        ZscalerSettings.read(values),
        ProvisioningSettings.read(values),
        notification,
        MailSettings.read(values, notification),
        StateSettings.read(values),
        ChangesSettings.read(values),
        ConsoleSettings.read(values),
        LoggingSettings.read(values),
        Collections.unmodifiableMap(camelProperties(files, environment)),
        Collections.unmodifiableMap(placeholders(files, values, problems)));
  }

  private static Map<String, ConfiguredValue> ofEnvironment(Map<String, String> environment) {
    Map<String, ConfiguredValue> values = new LinkedHashMap<>();
    for (String key : SettingsTable.keys()) {
      String name = Setting.environmentVariable(key);
      String value = environment.get(name);
      if (value != null) {
        values.put(
            key, new ConfiguredValue(Utf8.withoutMark(value), "environment variable " + name));
      }
    }
    return values;
  }

  private void readSecretFiles(Map<String, ConfiguredValue> source) {
    for (Setting setting : SettingsTable.all()) {
      ConfiguredValue file = setting.secret() ? source.get(setting.fileKey()) : null;
      if (file == null || file.text().isBlank()) {
        continue;
      }
      ConfiguredValue value = source.get(setting.key());
      if (value != null && !value.text().isBlank()) {
        problems.add(
            new SettingsProblem(
                setting.fileKey(),
                file.origin(),
                "is set, and " + setting.key() + " too (" + value.origin() + "): keep one"));
        continue;
      }
      String text = readSecretFile(setting, file);
      if (text != null) {
        source.put(
            setting.key(), new ConfiguredValue(text, file.origin() + ": " + setting.fileKey()));
      }
    }
  }

  private @Nullable String readSecretFile(Setting setting, ConfiguredValue file) {
    String name = file.text().strip();
    String reason;
    try {
      String text = Utf8.read(workingDirectory.resolve(name)).replaceFirst("\r?\n$", "");
      if (!text.isBlank()) {
        return text;
      }
      reason = "the file is empty";
    } catch (NotUtf8Exception e) {
      reason = "the file " + e.getMessage();
    } catch (IOException e) {
      reason = Causes.of(e);
    } catch (InvalidPathException e) {
      reason = "expected a path: " + e.getReason();
    }
    problems.add(
        new SettingsProblem(setting.fileKey(), file.origin(), "is \"" + name + "\": " + reason));
    return null;
  }

  private void refuseUnknownKeys(Map<String, ConfiguredValue> file) {
    List<String> known = SettingsTable.keys();
    file.forEach(
        (key, value) -> {
          if (known.contains(key) || CamelDefaults.isCamel(key)) {
            return;
          }
          String nearest = NearestName.among(key, known);
          boolean misspelt = nearest != null && NearestName.distance(key, nearest) <= 2;
          if (SettingsTable.ownsGroup(key) || misspelt) {
            problems.add(
                new SettingsProblem(
                    key,
                    value.origin(),
                    "is not a setting"
                        + (nearest == null ? "" : "; did you mean " + nearest + "?")));
          }
        });
  }

  private static Map<String, String> camelProperties(
      List<Map<String, ConfiguredValue>> files, Map<String, String> environment) {
    Map<String, String> configured = new LinkedHashMap<>();
    for (int i = files.size() - 1; i >= 0; i--) {
      files
          .get(i)
          .forEach(
              (key, value) -> {
                if (CamelDefaults.isCamel(key)) {
                  configured.put(key, value.text());
                }
              });
    }
    return CamelDefaults.withDefaults(configured, environment);
  }

  private static Map<String, String> placeholders(
      List<Map<String, ConfiguredValue>> files,
      ValueReader values,
      List<SettingsProblem> problems) {
    // An error in a value is reported once; with the default, the routes do not fail by it too.
    Set<String> rejected =
        problems.stream().map(SettingsProblem::key).collect(Collectors.toUnmodifiableSet());
    Map<String, String> placeholders = new LinkedHashMap<>();
    for (int i = files.size() - 1; i >= 0; i--) {
      files
          .get(i)
          .forEach(
              (key, value) -> {
                if (!SettingsTable.ownsGroup(key) && !CamelDefaults.isCamel(key)) {
                  placeholders.put(key, value.text());
                }
              });
    }
    for (Setting setting : SettingsTable.all()) {
      String text = setting.secret() ? null : values.text(setting.key());
      if (rejected.contains(setting.key())) {
        text = setting.defaultValue();
      }
      if (text != null) {
        placeholders.put(setting.key(), text);
      }
    }
    return placeholders;
  }
}
