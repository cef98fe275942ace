/**
 * Single profile updates: events become updates that wait in the state store, one for each profile,
 * until their time has come.
 */
package io.github.targetroutes.sync.stream;
