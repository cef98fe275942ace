package io.github.targetroutes.sync;

import io.github.targetroutes.ConfigurationException;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.spi.PropertiesFunction;
import org.quartz.CronExpression;

/**
 * {@code {{schedule:sync.<flow>.schedule}}} behind the address of a flow's source: the options by
 * which Quartz says when that source is looked into, or nothing where the setting is empty or the
 * program runs once. Any source that Camel polls takes them (files, SFTP, S3, ...).
 */
public final class Schedule implements PropertiesFunction, CamelContextAware {

  private static final String NAME = "schedule";

  private CamelContext context;

  @Override
  public String getName() {
    return NAME;
  }

  /**
   * @param key the setting that holds the cron expression
   * @throws ConfigurationException where it is no cron expression, or there is no such time zone
   */
  @Override
  public String apply(String key) {
    String cron = value(key);
    if (cron.isEmpty() || Boolean.parseBoolean(value("ops.once"))) {
      return "";
    }
    requireCron(key, cron);
    String source = value(key.substring(0, key.length() - NAME.length()) + "source");
    return (source.contains("?") ? "&" : "?")
        + "scheduler=quartz&scheduler.cron="
        + cron.replaceAll("\\s+", "+")
        + "&scheduler.timeZone="
        + zone("sync.time-zone");
  }

  private static void requireCron(String key, String cron) {
    try {
      if (new CronExpression(cron).getNextValidTimeAfter(new Date()) == null) {
        throw bad(key, cron, "its time is over");
      }
    } catch (ParseException e) {
      throw bad(key, cron, words(e));
    }
  }

  private static ConfigurationException bad(String key, String cron, String why) {
    return new ConfigurationException(
        "%s=%s is no time table: %s; write second, minute, hour, day, month and weekday, as in 0 15 2 * * ? for a quarter past two every night"
            .formatted(key, cron, why));
  }

  private static String words(ParseException e) {
    return Optional.ofNullable(e.getMessage())
        .map(words -> words.replaceAll("\\s+", " ").replaceAll("[.\\s]+$", ""))
        .orElse("Quartz can't read it");
  }

  private String zone(String key) {
    String zone = value(key);
    try {
      return (zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone)).getId();
    } catch (DateTimeException e) {
      throw new ConfigurationException(
          key + "=" + zone + " is no time zone; write one such as Europe/Berlin or UTC", e);
    }
  }

  private String value(String key) {
    return context.resolvePropertyPlaceholders("{{" + key + "}}").strip();
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }
}
