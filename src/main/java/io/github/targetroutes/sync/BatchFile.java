package io.github.targetroutes.sync;

import java.nio.file.Path;

/**
 * One call of the Bulk Profile Update API, ready to be sent.
 *
 * @param number from 1
 * @param file the body of the call
 * @param bytes size of the file
 * @param profiles lines of the file behind its first, which Target reports as {@code batchSize}
 * @param rows rows of the source that went into these profiles
 */
public record BatchFile(int number, Path file, long bytes, int profiles, long rows) {}
