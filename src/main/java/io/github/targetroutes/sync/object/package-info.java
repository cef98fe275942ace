/**
 * Objects of Target that have an id there and a key in the source: offers, audiences and
 * activities. What Target takes of each kind, by which operations, and what came of them.
 */
package io.github.targetroutes.sync.object;
