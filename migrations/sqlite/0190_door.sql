-- Forms that anybody may fill in have addresses too, as rules do: `door` says whose it is, `rule:<key>` or `form:<key>`.
ALTER TABLE hook RENAME COLUMN rule TO door;
UPDATE hook SET door = 'rule:' || door;
ALTER TABLE hook_delivery RENAME COLUMN rule TO door;
UPDATE hook_delivery SET door = 'rule:' || door;
