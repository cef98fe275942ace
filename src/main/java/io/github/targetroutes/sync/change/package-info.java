/**
 * Objects of Target that have a key in the source: what a file changes of them, worked out before
 * anything is sent, and what Target has of them since.
 */
package io.github.targetroutes.sync.change;
