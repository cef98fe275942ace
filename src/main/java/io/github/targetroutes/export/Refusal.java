package io.github.targetroutes.export;

/**
 * Something that an export asked for and did not get, while the rest goes on.
 *
 * @param what as in {@code offers} or {@code performance of activity 4711 on 2026-03-01}
 * @param reason one sentence
 */
public record Refusal(String what, String reason) {}
