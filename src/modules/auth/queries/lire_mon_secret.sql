-- What a change of the own password needs: the old salt, and what the new one must not be.
SELECT app.mon_sel() AS sel, email, nom_complet FROM current_user_profile
