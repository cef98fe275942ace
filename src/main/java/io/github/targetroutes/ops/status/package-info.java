/**
 * What is told over HTTP where {@code ops.server.port} is set: a page, JSON, health and metrics. It
 * looks at the beans and files of other rooms and changes nothing.
 */
package io.github.targetroutes.ops.status;
