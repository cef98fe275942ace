package io.github.targetroutes.export;

/**
 * One file of an export, and how far it has got.
 *
 * @param run the export's name
 * @param number its place among the files of the export, from 1
 * @param name under which it is handed over; may begin with a folder
 * @param what is in it: a kind of object, or a report; empty where it is made of the others
 * @param bytes of it that are on the disk for good
 * @param records in it
 * @param skipped records that were left out, because they are in it already
 * @param place where the next records come from: how many of a list, or of the activities, are done
 */
public record ExportFile(
    String run,
    int number,
    String name,
    String what,
    long bytes,
    long records,
    long skipped,
    long place) {

  /** The file with more in it. */
  ExportFile grown(long bytes, long records, long skipped, long place) {
    return new ExportFile(run, number, name, what, bytes, records, skipped, place);
  }

  /** What the log calls it. */
  public String label() {
    return run + " " + name;
  }
}
