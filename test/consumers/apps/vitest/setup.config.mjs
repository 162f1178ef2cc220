export default { test: { setupFiles: ['cdk-federated-roles/jest'] } };
