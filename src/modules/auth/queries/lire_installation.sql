-- What a visitor may know of the installation.
SELECT environnement, comptes_demo FROM app.installation()
