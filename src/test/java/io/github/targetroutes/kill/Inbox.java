package io.github.targetroutes.kill;

/** The source that flows have by default, but for how long it waits. */
final class Inbox {

  private Inbox() {}

  static String of(String folder) {
    return "file:{{data.dir}}/inbox/"
        + folder
        + "?delete=true&delay=50&initialDelay=10&sortBy=file:modified&readLock=changed"
        + "&readLockMinLength=0&readLockMinAge=50&readLockCheckInterval=50"
        + "&antExclude=**/*.part,**/*.tmp&pollStrategy=#bean:lease";
  }
}
