//! Where requests may go: to addresses of the public internet, and where the operator allows it. Names are judged by every address
//! that they resolve to, at the moment of the connection. Knows nothing of requests.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use ipnet::IpNet;

use crate::error::{Error, Result};
use crate::say;

/// Hosts and networks that the operator lets requests go to, though they are not public: `mail.internal, 10.1.0.0/16, ::1`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllowList {
    hosts: Vec<String>,
    networks: Vec<IpNet>,
}

impl FromStr for AllowList {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let mut list = AllowList::default();
        for one in text.split([',', ' ']).map(str::trim).filter(|one| !one.is_empty()) {
            match one.parse::<IpNet>().or_else(|_| one.parse::<IpAddr>().map(IpNet::from)) {
                Ok(network) => list.networks.push(network),
                Err(_) if is_name(one) => list.hosts.push(one.to_ascii_lowercase()),
                Err(_) => {
                    let message = say!("「{}」不是主机名、地址或网段", "`{}` is no host name, address or network", one);
                    return Err(Error::malformed("outbound_allow", message));
                }
            }
        }
        Ok(list)
    }
}

fn is_name(text: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    text.len() <= 253 && text.chars().all(letter) && text.contains(|c: char| c.is_ascii_alphabetic())
}

impl AllowList {
    /// Whether a connection to this host may be one to this address.
    pub fn lets(&self, host: &str, address: IpAddr) -> bool {
        let address = address.to_canonical();
        public(address) || self.networks.iter().any(|network| network.contains(&address)) || self.hosts.iter().any(|name| same(name, host))
    }
}

/// With or without the dot that ends a full name.
fn same(name: &str, host: &str) -> bool {
    name.trim_end_matches('.').eq_ignore_ascii_case(host.trim_end_matches('.'))
}

/// Whether this is an address of the public internet, and of nobody in particular.
fn public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => public_v4(address),
        IpAddr::V6(address) => public_v6(address),
    }
}

/// All but what IANA keeps for special purposes, and but for where clouds keep the secrets of their machines: most of them at
/// link-local addresses, Alibaba Cloud at 100.100.100.200, Azure at 168.63.129.16.
fn public_v4(address: Ipv4Addr) -> bool {
    !matches!(
        address.octets(),
        [0 | 10 | 127 | 224..=255, ..]
            | [100, 64..=127, ..]
            | [172, 16..=31, ..]
            | [198, 18 | 19, ..]
            | [169, 254, ..]
            | [192, 168, ..]
            | [192, 0, 0 | 2, _]
            | [192, 88, 99, _]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
            | [168, 63, 129, 16]
    )
}

/// Only what is given out for global use; of what carries an IPv4 address, by that address.
fn public_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = address.segments();
    let carried = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match (a, b) {
        (0x64, 0xff9b) if [c, d, e, f] == [0; 4] => public_v4(carried(g, h)),
        (0x2002, _) => public_v4(carried(b, c)),
        // Teredo and other protocols of 2001::/23, documentation.
        (0x2001, 0..=0x1ff | 0xdb8) | (0x3fff, 0..=0xfff) => false,
        _ => (0x2000..0x4000).contains(&a),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lets(list: &str, host: &str, address: &str) -> bool {
        list.parse::<AllowList>().unwrap().lets(host, address.parse().unwrap())
    }

    #[test]
    fn only_the_public_internet_is_open() {
        for address in ["1.1.1.1", "223.5.5.5", "172.32.0.1", "100.128.0.1", "2400:3200::1", "64:ff9b::101:101", "::ffff:1.1.1.1"] {
            assert!(lets("", "x", address), "{address}");
        }
        let v4 = ["0.0.0.0", "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254"];
        let more = ["100.100.100.200", "168.63.129.16", "198.18.0.1", "192.0.0.192", "224.0.0.1", "255.255.255.255", "203.0.113.9"];
        let v6 = ["::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1"];
        let carried = ["64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1", "fec0::1"];
        for address in v4.iter().chain(&more).chain(&v6).chain(&carried) {
            assert!(!lets("", "x", address), "{address}");
        }
    }

    #[test]
    fn the_operator_opens_names_addresses_and_networks() {
        let list = "robot.internal, 10.1.0.0/16 ::1,127.0.0.1";
        for (host, address) in [("x", "10.1.255.1"), ("x", "::1"), ("x", "::ffff:127.0.0.1"), ("Robot.internal.", "192.168.7.7")] {
            assert!(lets(list, host, address), "{host} {address}");
        }
        for (host, address) in [("x", "10.2.0.1"), ("other.internal", "192.168.7.7"), ("x", "127.0.0.2"), ("robot.internal.evil.cn", "10.9.9.9")] {
            assert!(!lets(list, host, address), "{host} {address}");
        }
        for wrong in ["10.0.0.0/33", "http://x", "10.0.0.300", "*", "a/b"] {
            assert_eq!(wrong.parse::<AllowList>().unwrap_err().code, "outbound_allow", "{wrong}");
        }
    }
}
