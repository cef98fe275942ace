/**
 * What comes out of Target: the inventory of what is there, and reports. Routes ask Target; these
 * classes write files that are whole or not there, and note how far an export has got, so that a
 * crash at any moment is resumed without asking anything twice.
 */
package io.github.targetroutes.export;
