/**
 * The language of the mapping files: which column of a source becomes what, converted how. It knows
 * nothing of what Target allows.
 */
package io.github.targetroutes.sync.mapping;
