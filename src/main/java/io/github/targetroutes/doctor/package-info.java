/**
 * Looks through the whole chain from the settings to Target and says of each link whether it holds,
 * and what to do where it does not. It only reads; its own connections go to the configured hosts
 * and carry no credential, all else goes by the doors of the routes.
 */
package io.github.targetroutes.doctor;
