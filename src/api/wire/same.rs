//! Bodies on the wire whose members are those of a word of the domain.

/// Makes each from the other: by name, so that a member that one of them lacks does not compile.
macro_rules! same_members {
    ($wire:ident, $domain:ident { $($member:ident),+ }) => {
        impl From<$wire> for $domain {
            fn from($wire { $($member),+ }: $wire) -> Self {
                Self { $($member),+ }
            }
        }

        impl From<&$domain> for $wire {
            fn from(word: &$domain) -> Self {
                let $domain { $($member),+ } = word.clone();
                Self { $($member),+ }
            }
        }
    };
}
pub(in crate::api) use same_members;
