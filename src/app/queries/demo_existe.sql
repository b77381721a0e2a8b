-- Was the demo already put in?
SELECT EXISTS (SELECT FROM utilisateurs WHERE email = 'admin@demo.local')
