//! Answers of many lines, made piece by piece while they are sent, so that no answer is ever whole in memory.

use std::{
    future::Future,
    pin::Pin,
    task::{Context as TaskContext, Poll},
};

use actix_web::{
    body::{BodySize, MessageBody},
    web::Bytes,
};

use super::error::ApiError;

/// Some lines, and the place after which more follow, if more do.
#[derive(Debug)]
pub struct Piece<P> {
    /// The lines.
    pub bytes: Vec<u8>,
    /// Where to go on.
    pub more_after: Option<P>,
}

/// A piece that is being made.
type Making<P> = Pin<Box<dyn Future<Output = Result<Piece<P>, ApiError>>>>;

/// A body that makes a piece when the one before is sent. An error breaks the answer off, and the reader sees that.
pub struct Lines<P> {
    ready: Option<Piece<P>>,
    making: Option<Making<P>>,
    make: Box<dyn Fn(P) -> Making<P>>,
}

impl<P> Lines<P> {
    /// Sends the first piece, then makes the others.
    pub fn new(first: Piece<P>, make: impl Fn(P) -> Making<P> + 'static) -> Self {
        Self { ready: Some(first), making: None, make: Box::new(make) }
    }
}

impl<P: Unpin> MessageBody for Lines<P> {
    type Error = ApiError;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut TaskContext<'_>,
    ) -> Poll<Option<Result<Bytes, ApiError>>> {
        loop {
            if let Some(Piece { bytes, more_after }) = self.ready.take() {
                self.making = more_after.map(|place| (self.make)(place));
                if !bytes.is_empty() {
                    return Poll::Ready(Some(Ok(bytes.into())));
                }
            }
            let Some(making) = &mut self.making else { return Poll::Ready(None) };
            match making.as_mut().poll(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Err(error)) => {
                    self.making = None;
                    return Poll::Ready(Some(Err(error)));
                }
                Poll::Ready(Ok(piece)) => self.ready = Some(piece),
            }
        }
    }
}
