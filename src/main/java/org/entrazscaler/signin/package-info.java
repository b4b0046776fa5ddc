/** Signs in to Entra with each kind of credential; msal4j does the work. */
@NullMarked
package org.entrazscaler.signin;

import org.jspecify.annotations.NullMarked;
