/**
 * The clouds of Azure, each with its own audience for token exchange.
 *
 * @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust
 */
export enum AzureCloud {
  /** The global cloud; tokens ask for `api://AzureADTokenExchange`. */
  PUBLIC = 'api://AzureADTokenExchange',
  /** Azure for the US government; tokens ask for `api://AzureADTokenExchangeUSGov`. */
  US_GOVERNMENT = 'api://AzureADTokenExchangeUSGov',
  /** Azure in China, operated by 21Vianet; tokens ask for `api://AzureADTokenExchangeChina`. */
  CHINA = 'api://AzureADTokenExchangeChina',
}
