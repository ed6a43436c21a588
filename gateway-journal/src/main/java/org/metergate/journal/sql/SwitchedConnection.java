// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;

/**
 * A connection whose target can be exchanged, so that those who have it need not know that the
 * journal was opened again at another place. Any thread; the target is exchanged while no other
 * thread uses it.
 */
final class SwitchedConnection implements InvocationHandler {
  private final Connection handle =
      (Connection)
          Proxy.newProxyInstance(
              Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
  private volatile Connection target;

  /** The connection to use, always the same. */
  Connection handle() {
    return handle;
  }

  /** Sets the connection to which all calls go from now on. */
  void use(Connection connection) {
    target = connection;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
