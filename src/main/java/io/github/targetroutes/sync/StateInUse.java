package io.github.targetroutes.sync;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.h2.api.ErrorCode;

/** Whether another program has the state store, where that is a file. */
public final class StateInUse {

  private StateInUse() {}

  /** Whether a file of that address is in use; false for a server, which serves many. */
  public static boolean at(String url, String user, String password) {
    if (!url.startsWith("jdbc:h2:file:")) {
      return false;
    }
    String look = url + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r";
    try {
      DriverManager.getConnection(look, user, password).close();
      return false;
    } catch (SQLException e) {
      return e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1;
    }
  }
}
