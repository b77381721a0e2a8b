-- Who the server would be: its role, or the one behind it when that differs.
SELECT CASE WHEN current_user = session_user THEN current_user ELSE session_user END
