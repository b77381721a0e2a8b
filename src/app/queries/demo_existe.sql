-- How far did an earlier demo come? Its administrator is made first, the other accounts once the last day is in.
SELECT CASE WHEN EXISTS (SELECT FROM utilisateurs WHERE email = 'finance@demo.local') THEN 'complete'
            WHEN EXISTS (SELECT FROM utilisateurs WHERE email = 'admin@demo.local') THEN 'partial'
            ELSE 'absent' END
