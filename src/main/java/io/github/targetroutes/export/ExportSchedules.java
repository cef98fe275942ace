package io.github.targetroutes.export;

import io.github.targetroutes.ConfigurationException;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.quartz.CronExpression;

/**
 * The time tables of exports, looked at before Quartz does: what is wrong with one is told by the
 * name of its setting.
 */
public final class ExportSchedules {

  /** When inventories are made; empty: never by themselves. */
  public void setInventory(String cron) {
    check("export.inventory.schedule", cron.strip());
  }

  /** When reports are exported; empty: never by themselves. */
  public void setReports(String cron) {
    check("export.reports.schedule", cron.strip());
  }

  /** The time zone of both. */
  public void setZone(String zone) {
    try {
      ZoneId.of(zone.strip());
    } catch (DateTimeException e) {
      throw new ConfigurationException(
          "export.time-zone=" + zone + " is no time zone; write one such as Europe/Berlin or UTC",
          e);
    }
  }

  private static void check(String key, String cron) {
    try {
      if (!cron.isEmpty()) {
        CronExpression.validateExpression(cron);
      }
    } catch (ParseException e) {
      throw new ConfigurationException(
          "%s=%s is no time table (%s); write second, minute, hour, day, month and weekday, as in 0 15 2 * * ? for a quarter past two every night"
              .formatted(key, cron, String.valueOf(e.getMessage()).replaceAll("[.\\s]+$", "")),
          e);
    }
  }
}
