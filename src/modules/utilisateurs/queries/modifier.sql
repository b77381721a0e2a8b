-- Changes what is not NULL, and the depot when $6 says so; false when id and version match no account.
SELECT app.modifier_utilisateur($1::uuid, least($2::bigint, 2147483647)::integer, $3::text, $4::text, $5::text, $6::boolean, $7::uuid, $8::boolean,
  $9::bytea, $10::bytea)
