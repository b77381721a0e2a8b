-- Every difference between ledger, balances, documents, numbers and logs.
SELECT controle, entite_id, coalesce(attendu, '') AS attendu, coalesce(trouve, '') AS trouve FROM app.verifier_stock()
