/** Files that callers send by HTTP: the source {@code upload:}. */
package io.github.targetroutes.sync.upload;
