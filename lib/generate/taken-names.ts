/** Members of the base classes of generated constructs, which no getter of an attribute may stand in the way of. */
export const takenNames: ReadonlySet<string> = new Set(
  `addMoveTarget addOverride cdktfStack complexObjectIndex complexObjectIsFromSet computeFqn connection
  constructNodeMetadata constructor count creationStack dependsOn forEach fqn friendlyUniqueId getAnyMapAttribute
  getBooleanAttribute getBooleanMapAttribute getListAttribute getNumberAttribute getNumberListAttribute
  getNumberMapAttribute getStringAttribute getStringMapAttribute hasResourceMove importFrom interpolationAsList
  interpolationForAttribute lifecycle moveFromId moveTo moveToId node overrideLogicalId provider provisioners
  rawOverrides resetOverrideLogicalId resolve synthesizeAttributes synthesizeHclAttributes terraformAttribute
  terraformGeneratorMetadata terraformMetaArguments terraformResource terraformResourceType toHclTerraform toMetadata
  toString toTerraform with`.split(/\s+/),
);

/** Arguments that every block has: an attribute of such a name could not be told from them. */
export const metaArguments: readonly string[] = [
  "connection",
  "count",
  "depends_on",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
  "provisioners",
];
