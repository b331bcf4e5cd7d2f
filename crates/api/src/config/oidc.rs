//! Settings of the provider of credentials.

use std::fmt::Display;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use shahrak::auth::oidc::{self, Algorithms, ClaimNames, Settings, SettingsError};
use shahrak_domain::actor::RoleName;

use crate::failure::Failure;

/// The provider whose tokens are accepted besides the register's own; docs/access.md tells more.
#[derive(Debug, Args)]
#[command(next_help_heading = "OpenID Connect")]
pub struct Oidc {
    /// The provider, as its tokens name it in iss, letter by letter; without it none is accepted
    #[arg(long, value_name = "URL", env = "SHAHRAK_OIDC_ISSUER", value_parser = provider_address)]
    pub oidc_issuer: Option<String>,
    /// The register, as tokens name it in aud; needed with an issuer
    #[arg(long, value_name = "NAME", env = "SHAHRAK_OIDC_AUDIENCE")]
    pub oidc_audience: Option<String>,
    /// Where the provider's keys are; without it ISSUER/.well-known/openid-configuration is asked
    #[arg(long, value_name = "URL", env = "SHAHRAK_OIDC_JWKS_URL", value_parser = provider_address)]
    pub oidc_jwks_url: Option<String>,
    /// How tokens may be signed: RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, EdDSA; separated by commas
    #[arg(long, value_name = "ALGORITHM", env = "SHAHRAK_OIDC_ALGORITHMS", value_delimiter = ',', default_value = "RS256,ES256", value_parser = oidc::algorithm)]
    pub oidc_algorithms: Vec<oidc::Algorithm>,
    /// The claim with the role, a text or a list; dots lead into nested claims: realm_access.roles
    #[arg(long, value_name = "CLAIM", env = "SHAHRAK_OIDC_ROLE_CLAIM", value_parser = NonEmptyStringValueParser::new(), default_value_t = ClaimNames::default().role)]
    pub oidc_role_claim: String,
    /// What the provider calls the roles, such as park-officers=provincial-officer; then only these names count
    #[arg(long, value_name = "THEIRS=OURS", env = "SHAHRAK_OIDC_ROLE_MAP", value_delimiter = ',', value_parser = oidc::role_mapping)]
    pub oidc_role_map: Vec<(String, RoleName)>,
    /// The claim with the provinces of a provincial officer, a list or a text: IR-09, IR-14
    #[arg(long, value_name = "CLAIM", env = "SHAHRAK_OIDC_PROVINCES_CLAIM", value_parser = NonEmptyStringValueParser::new(), default_value_t = ClaimNames::default().provinces)]
    pub oidc_provinces_claim: String,
    /// The claim with the name of the person or the system; sub serves where it is absent
    #[arg(long, value_name = "CLAIM", env = "SHAHRAK_OIDC_NAME_CLAIM", value_parser = NonEmptyStringValueParser::new(), default_value_t = ClaimNames::default().name)]
    pub oidc_name_claim: String,
    /// The claim with the name of their organisation
    #[arg(long, value_name = "CLAIM", env = "SHAHRAK_OIDC_ORGANISATION_CLAIM", value_parser = NonEmptyStringValueParser::new(), default_value_t = ClaimNames::default().organisation)]
    pub oidc_organisation_claim: String,
}

impl Oidc {
    /// The provider, if one is named; an empty variable names none.
    ///
    /// # Errors
    /// [`Failure::Usage`] if the settings make no sense.
    pub fn provider(&self) -> Result<Option<oidc::Oidc>, Failure> {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let (issuer, audience) = match (given(&self.oidc_issuer), given(&self.oidc_audience)) {
            (Some(issuer), Some(audience)) => (issuer, audience),
            (None, None) => return Ok(None),
            (Some(_), None) => {
                return Err(unusable(
                    "--oidc-issuer (SHAHRAK_OIDC_ISSUER) requires --oidc-audience (SHAHRAK_OIDC_AUDIENCE)",
                ));
            }
            (None, Some(_)) => {
                return Err(unusable(
                    "--oidc-audience (SHAHRAK_OIDC_AUDIENCE) requires --oidc-issuer (SHAHRAK_OIDC_ISSUER)",
                ));
            }
        };
        let algorithms = Algorithms::new(self.oidc_algorithms.clone()).map_err(unusable)?;
        let settings = Settings {
            jwks_url: given(&self.oidc_jwks_url),
            algorithms,
            claims: self.claims(),
            role_map: self.oidc_role_map.clone(),
            ..Settings::new(issuer, audience)
        };
        oidc::Oidc::new(settings).map(Some).map_err(unusable)
    }

    fn claims(&self) -> ClaimNames {
        ClaimNames {
            role: self.oidc_role_claim.clone(),
            provinces: self.oidc_provinces_claim.clone(),
            name: self.oidc_name_claim.clone(),
            organisation: self.oidc_organisation_claim.clone(),
        }
    }
}

/// An empty variable names no provider.
fn provider_address(text: &str) -> Result<String, SettingsError> {
    if !text.is_empty() {
        oidc::check_address(text)?;
    }
    Ok(text.to_owned())
}

fn unusable(why: impl Display) -> Failure {
    Failure::Usage(format!("the OpenID Connect provider cannot be used: {why}"))
}
