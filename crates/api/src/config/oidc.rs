//! Settings of an OpenID Connect provider.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use shahrak_domain::actor::RoleName;
use shahrak_messages::{Explain, Message, message};

use super::usage::WrongValue;
use crate::auth::oidc::{self, Algorithms, ClaimNames, Client, Settings};
use crate::failure::Failure;

/// The options without which there is no provider, each with its variable.
const ISSUER: &str = "--oidc-issuer (SHAHRAK_OIDC_ISSUER)";
const AUDIENCE: &str = "--oidc-audience (SHAHRAK_OIDC_AUDIENCE)";
const CLIENT: &str = "--oidc-client-id (SHAHRAK_OIDC_CLIENT_ID)";

/// Options of the provider whose tokens are accepted, besides personal tokens; see docs/access.md.
#[derive(Debug, Args)]
#[command(next_help_heading = "OpenID Connect")]
pub struct OidcArgs {
    /// The provider, exactly as its tokens name it in iss; by default, tokens of no provider are accepted
    #[arg(long, value_name = "URL", env = "SHAHRAK_OIDC_ISSUER", value_parser = provider_address)]
    pub oidc_issuer: Option<String>,
    /// The register, as the tokens name it in aud; required with an issuer
    #[arg(long, value_name = "NAME", env = "SHAHRAK_OIDC_AUDIENCE")]
    pub oidc_audience: Option<String>,
    /// The address of the provider's keys; by default, ISSUER/.well-known/openid-configuration names it
    #[arg(long, value_name = "URL", env = "SHAHRAK_OIDC_JWKS_URL", value_parser = provider_address)]
    pub oidc_jwks_url: Option<String>,
    /// Accepted algorithms of signatures: RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, EdDSA; separated by commas
    #[arg(long, value_name = "ALGORITHM", env = "SHAHRAK_OIDC_ALGORITHMS", value_delimiter = ',', default_value = "RS256,ES256", value_parser = algorithm)]
    pub oidc_algorithms: Vec<oidc::Algorithm>,
    /// The claim with the role, a text or a list; dots separate nested claims: realm_access.roles
    #[arg(long, value_name = "CLAIM", env = "SHAHRAK_OIDC_ROLE_CLAIM", value_parser = NonEmptyStringValueParser::new(), default_value_t = ClaimNames::default().role)]
    pub oidc_role_claim: String,
    /// Roles by the provider's names, such as park-officers=provincial-officer; with it, only these names count
    #[arg(long, value_name = "THEIRS=OURS", env = "SHAHRAK_OIDC_ROLE_MAP", value_delimiter = ',', value_parser = role_mapping)]
    pub oidc_role_map: Vec<(String, RoleName)>,
    /// The claim with the provinces of a provincial officer, a list or a text: IR-09, IR-14
    #[arg(long, value_name = "CLAIM", env = "SHAHRAK_OIDC_PROVINCES_CLAIM", value_parser = NonEmptyStringValueParser::new(), default_value_t = ClaimNames::default().provinces)]
    pub oidc_provinces_claim: String,
    /// The claim with the name of the person or system; sub if it is missing
    #[arg(long, value_name = "CLAIM", env = "SHAHRAK_OIDC_NAME_CLAIM", value_parser = NonEmptyStringValueParser::new(), default_value_t = ClaimNames::default().name)]
    pub oidc_name_claim: String,
    /// The claim with the name of the organisation
    #[arg(long, value_name = "CLAIM", env = "SHAHRAK_OIDC_ORGANISATION_CLAIM", value_parser = NonEmptyStringValueParser::new(), default_value_t = ClaimNames::default().organisation)]
    pub oidc_organisation_claim: String,
    /// The public client of the provider with which people sign in on the pages; by default, they paste a token
    #[arg(long, value_name = "CLIENT", env = "SHAHRAK_OIDC_CLIENT_ID")]
    pub oidc_client_id: Option<String>,
    /// What this client asks for, separated by blanks
    #[arg(long, value_name = "SCOPES", env = "SHAHRAK_OIDC_SCOPES", value_parser = NonEmptyStringValueParser::new(), default_value = "openid profile")]
    pub oidc_scopes: String,
}

impl OidcArgs {
    /// The provider, if one is given; an empty variable counts as none.
    ///
    /// # Errors
    /// [`Failure::Usage`] if the settings are not valid.
    pub fn provider(&self) -> Result<Option<oidc::Oidc>, Failure> {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let (issuer, audience) = match (given(&self.oidc_issuer), given(&self.oidc_audience)) {
            (Some(issuer), Some(audience)) => (issuer, audience),
            (None, None) if given(&self.oidc_client_id).is_some() => {
                let (option, needed) = (CLIENT, ISSUER);
                return Err(unusable(message!("option-requires", option, needed)));
            }
            (None, None) => return Ok(None),
            (Some(_), None) => {
                let (option, needed) = (ISSUER, AUDIENCE);
                return Err(unusable(message!("option-requires", option, needed)));
            }
            (None, Some(_)) => {
                let (option, needed) = (AUDIENCE, ISSUER);
                return Err(unusable(message!("option-requires", option, needed)));
            }
        };
        let algorithms =
            Algorithms::new(self.oidc_algorithms.clone()).map_err(|error| unusable(error.message()))?;
        let settings = Settings {
            jwks_url: given(&self.oidc_jwks_url),
            algorithms,
            claims: self.claims(),
            role_map: self.oidc_role_map.clone(),
            client: given(&self.oidc_client_id).map(|id| Client { id, scopes: self.oidc_scopes.clone() }),
            ..Settings::new(issuer, audience)
        };
        oidc::Oidc::new(settings).map(Some).map_err(|error| unusable(error.message()))
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

/// An empty variable is allowed, and counts as none.
fn provider_address(text: &str) -> Result<String, WrongValue> {
    if !text.is_empty() {
        oidc::check_address(text).map_err(|error| WrongValue::of(&error))?;
    }
    Ok(text.to_owned())
}

fn algorithm(name: &str) -> Result<oidc::Algorithm, WrongValue> {
    oidc::algorithm(name).map_err(|error| WrongValue::of(&error))
}

fn role_mapping(text: &str) -> Result<(String, RoleName), WrongValue> {
    oidc::role_mapping(text).map_err(|error| WrongValue::of(&error))
}

fn unusable(why: Message) -> Failure {
    Failure::Usage(message!("provider-not-usable", why))
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use shahrak_messages::Language;

    use crate::config::{Command, Config};

    #[test]
    fn a_provider_is_named_by_issuer_and_audience() {
        #[track_caller]
        fn check(arguments: &[&str], expected: Result<bool, &str>) {
            let config = Config::try_parse_from(["shahrak", "serve"].iter().chain(arguments));
            let provider = config.map_err(|error| error.to_string()).and_then(|config| {
                let Command::Serve(serve) = config.command else { panic!("serve was asked for") };
                serve.oidc.provider().map_err(|failure| failure.sentence(Language::English))
            });
            match (provider, expected) {
                (Ok(provider), Ok(expected)) => assert_eq!(provider.is_some(), expected, "{arguments:?}"),
                (Err(message), Err(part)) => assert!(message.contains(part), "{message}"),
                (_, expected) => panic!("{arguments:?}: expected {expected:?}"),
            }
        }
        let named = ["--oidc-issuer=https://sso.example.ir", "--oidc-audience=shahrak"];
        let with = |other| [named[0], named[1], other];
        check(&[], Ok(false));
        check(&["--oidc-issuer=", "--oidc-audience="], Ok(false));
        check(&named, Ok(true));
        check(&["--oidc-client-id=pages"], Err("requires --oidc-issuer (SHAHRAK_OIDC_ISSUER)"));
        check(&with("--oidc-client-id=pages"), Ok(true));
        check(&named[..1], Err("requires --oidc-audience (SHAHRAK_OIDC_AUDIENCE)"));
        check(&named[1..], Err("requires --oidc-issuer (SHAHRAK_OIDC_ISSUER)"));
        check(&with("--oidc-jwks-url=http://sso.example.ir/keys"), Err("is not the address of a provider"));
        check(&with("--oidc-algorithms=PS256,ES384,EdDSA"), Ok(true));
        check(&with("--oidc-algorithms=RS256,HS256"), Err("“HS256” is not an accepted algorithm"));
        check(&with("--oidc-algorithms=none"), Err("“none” is not an accepted algorithm"));
        check(&with("--oidc-role-map=ostan=provincial-officer,keshvar=national-officer"), Ok(true));
        check(&with("--oidc-role-map=ostan=minister"), Err("“minister” is not a known role"));
        check(&with("--oidc-role-map=auditor"), Err("“auditor” does not map a role"));
        check(&with("--oidc-role-claim="), Err("--oidc-role-claim"));
    }
}
