import { TerraformElement } from 'cdktf';
import { METADATA_KEY, Reasons } from '../private/reasons';

/** Puts the reasons where the reviewer of the Terraform JSON sees them: beside the metadata of the resource. Terraform ignores it, so nothing is escaped. */
export function writeReasons(resource: TerraformElement, reasons: Reasons): void {
  if (Object.keys(reasons).length > 0) resource.addOverride(`//.${METADATA_KEY}`, { reasons });
}
