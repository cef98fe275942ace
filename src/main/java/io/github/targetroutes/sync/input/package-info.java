/**
 * Reads an input of any form record by record, within bounded memory. What can't be read as a whole
 * is a {@link io.github.targetroutes.sync.input.RefusedFile}, what is wrong with one record costs
 * that record.
 */
package io.github.targetroutes.sync.input;
