/**
 * Makes what a company has into what Adobe Target takes: reads a source row by row, maps columns to
 * attributes, sets aside what breaks a rule, and packs the rest to the limits of the API.
 */
package io.github.targetroutes.sync;
